"""One rule in the notation of the packs, for tests that change what it matches."""

RULE = """\
rules:
- id: test.idea
  title: 题
  title_en: T
  group: absolute-term
  severity: 2
  basis: [ad-2015-9-3]
  fields: [title]
  match: [%s]
  why: 请核实
"""
"""`RULE % "甲乙"` is a pack file."""
