"""Reading plan documents (收文): readers, parser, unit registry, deadline wording, shipped plans."""
