"""Authlib from Debian on Flask: an authorisation server as its documentation builds one, with clients in memory.

Authlib is a library. What it leaves to the application is written here in the shortest form its documentation gives:
open registration, one registration access token per client, the client model of its own SQLAlchemy mix-in.
"""

import json
import os
import signal
import subprocess
import sys
import threading

from authlib.common.security import generate_token
from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.integrations.sqla_oauth2 import OAuth2ClientMixin
from authlib.oauth2.rfc6749 import grants
from authlib.oauth2.rfc7591 import ClientRegistrationEndpoint
from authlib.oauth2.rfc7592 import ClientConfigurationEndpoint
from flask import Flask, jsonify
from sqlalchemy import Column, Integer
from sqlalchemy.orm import declarative_base
from werkzeug.serving import WSGIRequestHandler, make_server


class Client(declarative_base(), OAuth2ClientMixin):
    """Authlib's own client model; its rows are kept in a dictionary instead of a database."""

    __tablename__ = "client"
    id = Column(Integer, primary_key=True)


clients: dict[str, Client] = {}
registration_tokens: dict[str, str] = {}
metadata: dict[str, object] = {}


def registration_info(client: Client) -> dict[str, str]:
    token = next(token for token, owner in registration_tokens.items() if owner == client.client_id)
    return {
        "registration_client_uri": f"{metadata['registration_endpoint']}/{client.client_id}",
        "registration_access_token": token,
    }


class Registration(ClientRegistrationEndpoint):
    def authenticate_token(self, request):
        return "open registration"

    def get_server_metadata(self):
        return metadata

    def save_client(self, client_info, client_metadata, request):
        client = Client(**client_info)
        client.set_client_metadata(client_metadata)
        clients[client.client_id] = client
        registration_tokens[generate_token(42)] = client.client_id
        return client

    def generate_client_registration_info(self, client, request):
        return registration_info(client)


class Configuration(ClientConfigurationEndpoint):
    def authenticate_token(self, request):
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        return token if scheme.lower() == "bearer" and token in registration_tokens else None

    def authenticate_client(self, request):
        return clients.get(request.uri.partition("?")[0].rpartition("/")[2])

    def revoke_access_token(self, request, token):
        registration_tokens.pop(token, None)

    def check_permission(self, client, request):
        return registration_tokens.get(request.credential) == client.client_id

    def delete_client(self, client, request):
        clients.pop(client.client_id)
        registration_tokens.pop(request.credential)

    def update_client(self, client, client_metadata, request):
        client.set_client_metadata({**client.client_metadata, **client_metadata})
        return client

    def generate_client_registration_info(self, client, request):
        return registration_info(client)

    def get_server_metadata(self):
        return metadata


class CodeGrant(grants.AuthorizationCodeGrant):
    """The grant that registrations ask for; nobody signs in here, so that no code is ever valid."""

    TOKEN_ENDPOINT_AUTH_METHODS = ["client_secret_basic", "client_secret_post", "none"]

    def query_authorization_code(self, code, client):
        return None


def application() -> Flask:
    app = Flask("authlib")
    server = AuthorizationServer(app, query_client=clients.get, save_token=lambda token, request: None)
    server.register_grant(CodeGrant)
    server.register_grant(grants.ClientCredentialsGrant)
    server.register_endpoint(Registration)
    server.register_endpoint(Configuration)

    @app.get("/.well-known/oauth-authorization-server")
    def discover():
        return jsonify(metadata)

    @app.post("/register")
    def register():
        return server.create_endpoint_response(Registration.ENDPOINT_NAME)

    @app.route("/register/<client_id>", methods=["GET", "PUT", "DELETE"])
    def manage(client_id):
        return server.create_endpoint_response(Configuration.ENDPOINT_NAME)

    @app.post("/token")
    def token():
        return server.create_token_response()

    return app


class Quiet(WSGIRequestHandler):
    """Stdout is for the start line alone, and stderr for what went wrong."""

    protocol_version = "HTTP/1.1"

    def log_request(self, *arguments):
        pass


def debian_version(package: str) -> str:
    query = ["dpkg-query", "-W", "-f", "${Version}", package]
    return subprocess.run(query, check=True, capture_output=True, text=True).stdout


def main() -> None:
    # Else it answers every request over plain HTTP with a server error, also on loopback.
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"
    server = make_server("127.0.0.1", 0, application(), threaded=True, request_handler=Quiet)
    issuer = f"http://127.0.0.1:{server.server_port}"
    metadata.update(
        issuer=issuer,
        token_endpoint=f"{issuer}/token",
        registration_endpoint=f"{issuer}/register",
        grant_types_supported=["authorization_code", "client_credentials"],
        response_types_supported=["code"],
        scopes_supported=["profile"],
        token_endpoint_auth_methods_supported=["client_secret_basic", "client_secret_post", "none"],
    )

    def stop(*_):
        # shutdown() waits for serve_forever(), which runs in the thread that handles the signal.
        threading.Thread(target=server.shutdown).start()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    threading.Thread(target=lambda: (sys.stdin.read(), stop()), daemon=True).start()
    started = {
        "version": debian_version("python3-authlib"),
        "issuer": issuer,
        "discovery": f"{issuer}/.well-known/oauth-authorization-server",
        "registration": f"{issuer}/register",
    }
    print(json.dumps(started), flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
