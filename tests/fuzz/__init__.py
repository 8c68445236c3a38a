"""What any text may do to the program: strategies that make documents, checks that must hold of every one."""
