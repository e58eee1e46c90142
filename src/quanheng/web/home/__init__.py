"""The front page, the workbench and the help pages."""
