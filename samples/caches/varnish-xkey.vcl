vcl 4.1;

# Varnish with vmod xkey (Debian: varnish-modules) in front of a gateway: PURGE_TARGETS=xkey=http://127.0.0.1:6081
# The lifetimes are the gateway's own.

import xkey;

backend default { .host = "127.0.0.1"; .port = "4000"; }

# the gateways
acl purgers { "127.0.0.1"; }

sub vcl_recv {
  if (req.method == "PURGE") {
    if (client.ip !~ purgers) { return (synth(405)); }
    if (req.http.xkey-purge) {
      set req.http.n-gone = xkey.purge(req.http.xkey-purge);
    } else {
      ban("obj.status != 0");
    }
    return (synth(200, "Purged"));
  }
  # who shows a key is answered by the gateway alone
  if ((req.method != "GET" && req.method != "HEAD") || req.http.Authorization || req.http.X-API-Key) { return (pass); }
  unset req.http.Cookie;
  return (hash);
}

sub vcl_backend_response {
  set beresp.http.xkey = beresp.http.surrogate-key;
  # for If-None-Match, after it is no longer fresh
  set beresp.keep = 10m;
}

sub vcl_deliver {
  # for caches alone
  unset resp.http.xkey;
  unset resp.http.Surrogate-Key;
  unset resp.http.Cache-Tag;
}
