"""What `wps check` says of a data file beyond validity, and the letters that it is proved against."""
