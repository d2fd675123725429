"""The commands: what each is asked for, in words and options. One module a command."""
