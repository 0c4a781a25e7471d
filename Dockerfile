# syntax=docker/dockerfile:1
# Three steps: install with the pinned pnpm, build what browsers load, then an image with what runs.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml tsconfig.base.json ./
COPY schemas/package.json schemas/
COPY runtime/package.json runtime/
COPY storage/package.json storage/
COPY ingest/package.json ingest/
COPY processor/package.json processor/
COPY sdk/package.json sdk/
COPY dashboard/server/package.json dashboard/server/
COPY dashboard/web/package.json dashboard/web/
COPY cli/package.json cli/
COPY test/package.json test/
COPY test/pages/package.json test/pages/
COPY bench/package.json bench/
COPY examples/demo/package.json examples/demo/
RUN npx -y pnpm@12.21.0 install --frozen-lockfile
COPY . .
RUN node sdk/scripts/build.ts && (cd dashboard/web && node build.ts) && (cd examples/demo && node build.ts)
# Leave out what only builds and tests need. From nothing: pnpm keeps what it has no use for any more.
RUN find . -name node_modules -prune -exec rm -rf {} + \
  && CI=true npx -y pnpm@12.21.0 install --frozen-lockfile --prod

FROM node:24-bookworm-slim
ENV NODE_ENV=production WAYMARK_DATA=/data WAYMARK_HOST=0.0.0.0
RUN install -d -o node -g node /data
WORKDIR /app
COPY --from=build --chown=root:root /app /app
USER node
VOLUME /data
EXPOSE 8090
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.WAYMARK_PORT ?? 8090}/readyz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# As scripts/run.mjs starts it.
ENTRYPOINT ["node", "--max-semi-space-size=32", "cli/src/main.ts"]
CMD ["up"]
