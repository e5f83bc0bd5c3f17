import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

class AppModule {}
Module({})(AppModule);

async function bootstrap() {
  const app = await NestFactory.create(AppModule, {
    logger: false,
    cors: { origin: (origin, cb) => cb(null, true), credentials: true },
  });
  await app.init();
  app.getHttpAdapter().all('/api/data', (req: any, res: any) => res.json({ ok: true }));
  await app.listen(8080);
}
bootstrap();
