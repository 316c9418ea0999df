"""The guide's adapter in small, wrong in the way that its argument names."""

import csv
import io
import json
import os
import sys
import time
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

WAY = sys.argv[1]


def say(message):
    print(json.dumps(message), flush=True)


def send(method, url, headers, body=None):
    with urlopen(Request(url, method=method, headers=headers, data=body)) as answer:
        return answer.headers, answer.read().decode("utf-8")


def query(case):
    target, form = case["target"], dict(case["target"]["auth"])
    form["grant_type"] = form.pop("kind")
    token = json.loads(send("POST", target["token_url"], {}, urlencode(form).encode())[1])
    headers = {"Authorization": f"Bearer {token['access_token']}", "Content-Type": "application/json"}
    jobs = f"{target['base_url']}/services/data/v{target['api_version']}/jobs/query"
    body = json.dumps({"operation": "query", "query": case["args"]["soql"]}).encode()
    job = json.loads(send("POST", jobs, headers, body)[1])
    while job["state"] != "JobComplete":
        time.sleep(case["poll_ms"] / 1000)
        job = json.loads(send("GET", f"{jobs}/{job['id']}", headers)[1])
    text = send("GET", f"{jobs}/{job['id']}/results", headers)[1]
    table = list(csv.reader(io.StringIO(text, newline="")))
    if WAY == "rows":
        table = table[:-1]
    path = f"{case['dir']}/records.ndjson"
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in table)
    return {"kind": "ok", "jobs": [{"id": job["id"]}], "rows": {"records": path}}


def run(case):
    if case["op"] != "sf.query":
        if WAY == "bad-op":
            raise KeyError(case["op"])
        return {"kind": "unsupported", "what": case["op"]}
    if WAY == "undone":
        return {"kind": "unsupported", "what": "later"}
    if WAY == "print":
        print("querying")
    return query(case)


FEATURES = {"typed": True}
OPS = ["sf.query"]
if WAY == "ready":
    FEATURES = {"typed": ["int"], "dialect.delimiters": ["COMMA", ","], "retry_failed": True}
    OPS = ["sf.query", "sf.query"]

for line in sys.stdin:
    message = json.loads(line)
    if message["t"] == "hello":
        client = {"name": "" if WAY == "ready" else "wrong", "version": "1"}
        say({
            "t": "ready", "protocol": 1, "client": client, "ops": OPS, "features": FEATURES,
            "parallel": 2 if WAY == "parallel" else 1,
        })
    elif message["t"] == "case":
        if WAY == "parallel" and message["id"].startswith("together"):
            raise RuntimeError("one at a time")
        say({"t": "done", "id": message["id"], "outcome": run(message)})
    elif message["t"] == "bye" and WAY != "stay":
        break
    elif WAY == "unknown" and message["t"] not in ("cancel", "bye"):
        print("{unknown message}", flush=True)
if WAY == "stay":
    time.sleep(1000)
os._exit(0)
