import { NestFactory } from '@nestjs/core';
async function bootstrap() {
  const app = await NestFactory.create(AppModule);
  app.enableCors({ origin: /example\.com$/, credentials: true });
  app.enableCors({ origin: (origin, cb) => cb(null, true), credentials: true, });
  app.enableCors();
  await app.listen(3000);
}
