"""wps: look up the meetings of the Informal Expert Group on Women and Peace and Security."""

__version__ = "0.2.0"
