"""A saved page becomes a draft: lines, each of one class, then blocks and comments, then the files of a new folder."""
