"""A municipality's process: phases, meetings, decisions."""
