"""The forty cases of the demo and its boards, played through the platform's own services in the order in which things happened.

stories reads data/; calendar says when boards sit; scripts turns each story into moments and acts; acts performs them as the
person who would; sittings plays the meetings; papers draws the files.
"""
