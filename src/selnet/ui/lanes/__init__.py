"""The course of a patient, drawn: one lane a kind of event, past white, future grey, a yellow line for today.

Owns: `model` (lanes and events), `scale` (days to pixels, month ticks), `labels` (words that never overlap), `marks`,
`axis`, `figure` (the whole). Filled marks happened, outlined ones are planned or local, a bar is a span of time.

Does not own: which entries become events; the record decides and hands them over. The page puts the same events in a
table below, because a drawing is no substitute for reading.

Read by: `selnet.ui.api`, which passes on `draw_lanes`, `Lane`, `LaneEvent` and `Marker`.
"""
