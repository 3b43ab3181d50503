"""wps: look up the meetings of the Informal Expert Group on Women and Peace and Security."""
