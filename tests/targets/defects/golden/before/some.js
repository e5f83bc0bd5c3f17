const allowed = new Set(['https://app.example']);

module.exports = (req, res, next) => {
  const origin = req.headers.origin;
  if (allowed.has(origin)) {
    res.setHeader('Access-Control-Allow-Origin', origin);
    res.setHeader('Access-Control-Expose-Header', 'X-Total-Count');
    res.setHeader('Vary', 'Origin');
  }
  if (req.method === 'OPTIONS' && req.headers['access-control-request-method']) {
    res.setHeader('Access-Control-Allow-Methods', 'GET, PUT');
    res.setHeader('Access-Control-Allow-Max-Age', '600');
    res.statusCode = 204;
    return res.end();
  }
  next();
};
