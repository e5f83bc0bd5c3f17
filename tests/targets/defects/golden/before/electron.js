const { app, BrowserWindow } = require('electron');

app.commandLine.appendSwitch('disable-web-security');
app.commandLine.appendSwitch('disable-features', 'OutOfBlinkCors');

function createWindow() {
  const win = new BrowserWindow({
    width: 1200,
    webPreferences: {
      preload: `${__dirname}/preload.js`,
      webSecurity: false,
      allowRunningInsecureContent: true,
      nodeIntegration: true,
    },
  });
  win.loadURL('http://localhost:3000');
}

app.whenReady().then(createWindow);
