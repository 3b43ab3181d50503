"""Query results as reports and pages: which columns, in which order, under which headings."""
