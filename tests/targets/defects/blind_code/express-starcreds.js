const express = require('express')
const cors = require('cors')
const app = express()

app.use(cors({ origin: '*', credentials: true, methods: 'GET,POST,PUT' }))
app.all('/api/data', (req, res) => res.json({ ok: true }))
app.listen(8080)
