"""Shows live prices. Needs Python 3.9 and `pip install websockets`.
Run: python live-prices.py http://localhost:3000 AAPL,MSFT"""
import asyncio, json, random, sys
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

host = sys.argv[1] if len(sys.argv) > 1 else "http://localhost:3000"
symbols = (sys.argv[2] if len(sys.argv) > 2 else "AAPL,MSFT").split(",")


async def talk() -> float:
    """Follows the prices until the connection ends; gives the seconds to wait before the next."""
    wait_s = 5.0
    address = host.replace("http", "ws", 1) + "/ws"
    async with connect(address, subprotocols=["omnistock.v1"], compression=None) as socket:
        # For prices of your plan, put "ticket" in: POST /api/v1/realtime/tickets gives one.
        await socket.send(json.dumps({"type": "hello", "client": "example/1.0.0"}))
        try:
            async for text in socket:
                frame = json.loads(text)
                kind = frame["type"]
                if kind == "welcome":
                    await socket.send(json.dumps({"type": "subscribe", "id": 1, "symbols": symbols}))
                elif kind in ("snapshot", "quotes"):
                    for symbol, _, price, change, *_ in frame["rows"]:
                        print(symbol, price, f"({change})", flush=True)
                elif kind == "heartbeat":
                    await socket.send(json.dumps({"type": "pong"}))
                elif kind == "bye":
                    wait_s = frame["retry_ms"] / 1000
        except ConnectionClosed:
            pass
        if socket.close_code and 4500 <= socket.close_code <= 4999:
            sys.exit(f"closed for good: {socket.close_code} {socket.close_reason}")
    return wait_s


async def main() -> None:
    while True:
        try:
            wait_s = await talk()
        except OSError:
            wait_s = 5.0
        await asyncio.sleep(random.random() * wait_s)


asyncio.run(main())
