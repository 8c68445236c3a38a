"""Registers of tasks in workbooks and tables."""
