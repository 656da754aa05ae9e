"""`selnet demo --check`: a real installation of its own, walked over HTTP as four people.

http is a small browser that reads forms as a person's would; walk is the main job, step by step; run starts and stops it all.
"""
