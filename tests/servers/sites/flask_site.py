"""Flask: what gunicorn serves."""

from flask import Flask, Response

from corsac.middleware.flask import CORS
from tests.servers.sites.asked import METHODS, TOTAL, BrokenError, app_of, provider

app = Flask(__name__)
CORS(app, provider())


@app.route("/case/<path:rest>", methods=METHODS)
def case(rest: str) -> Response:
    """Answer as the case says."""
    answer = app_of(f"/case/{rest}")
    return Response(b"", answer.status, [*answer.headers.lines])


@app.route("/items", methods=["GET", "PUT"])
def items() -> Response:
    """Answer a GET or a PUT."""
    return Response("items", headers=[TOTAL])


@app.get("/broken")
def broken() -> str:
    """Fail."""
    raise BrokenError
