"""Run the practice robots by themselves: ``python -m bots.practice --port 9100``."""

from __future__ import annotations

import argparse
import signal
import sys
import threading

from bots.practice import DEFAULT_ROBOTS, serve_practice


def main() -> int:
    """Serve until interrupted; print the robots' addresses."""
    options = argparse.ArgumentParser(prog="python -m bots.practice", description="演练机器人：只在本机，不联网")
    options.add_argument("--host", default="127.0.0.1", help="监听地址，默认 127.0.0.1")
    options.add_argument("--port", type=int, default=9100, help="端口，默认 9100")
    asked = options.parse_args()
    stop = threading.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, lambda *_: stop.set())
    try:
        server = serve_practice(asked.host, asked.port)
    except OSError:
        sys.stderr.write(f"端口 {asked.port} 已被占用，请用 --port 换一个。\n")
        return 1
    with server:
        lines = [
            f"演练机器人：{server.url}/",
            *(f"  {r.name}：{r.address_text(server.url)}" for r in DEFAULT_ROBOTS),
        ]
        sys.stdout.write("\n".join(lines) + "\n")
        sys.stdout.flush()
        stop.wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
