"""How quick wps is and how well its search finds, against what people would use instead."""
