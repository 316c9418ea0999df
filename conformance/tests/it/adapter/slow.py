"""An adapter that says `ready` only when a file is there."""

import json
import os
import sys
import time

sys.stdin.readline()
while not os.path.exists(sys.argv[1]):
    time.sleep(0.01)
ready = {"t": "ready", "protocol": 1, "client": {"name": "slow"}, "ops": ["sf.query"]}
print(json.dumps(ready), flush=True)
sys.stdin.readline()
