module.exports = (req, res, next) => {
  res.set('Access-Control-Allow-Origin', req.headers.origin);
  res.setHeader('Access-Control-Allow-Methods', 'GET', 'PUT', 'DELETE');
  res.set(
    'Access-Control-Allow-Headers',
    'Content-Type, Authorization'
  );
  res.set('Access-Control-Allow-Credentials', 'true');
  next();
};
