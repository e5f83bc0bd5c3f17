#!/bin/sh
google-chrome --user-data-dir=/tmp/chrome-dev --disable-web-security http://localhost:3000 &
npm run dev
