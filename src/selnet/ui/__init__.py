"""The face of the platform: base pages, components, form rendering, server-drawn charts, the gallery.

Owns: base templates and error pages, components as `<c-ui.…>` elements, the tag library `selnet_ui`, icons,
the drawing of a patient's lanes, and the words for a clock. What each component takes is in COMPONENTS.md.

Does not own: any fact about a patient, a role or a case. It knows no model; callers hand it plain values.
Sass and JavaScript sources are in frontend/ at the root; `npm run build` puts them into static/dist here.

Read by: every package with pages. Other packages import only from `selnet.ui.api`; templates use the tags.
"""
