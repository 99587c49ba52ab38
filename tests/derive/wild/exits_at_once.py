"""It ends the process behind Python's back."""

import os

os._exit(0)
