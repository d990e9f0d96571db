"""Which address rule is asked first where several match: a part of a host before the whole host."""

LICENCE = 600  # one path below a shop's host
SHOP = 100  # a shop has the whole host: asked last
