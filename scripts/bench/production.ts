/** The environment of every server that is measured: production, with a secret of this machine only. */
export const PRODUCTION = {
  NODE_ENV: 'production',
  LOG_LEVEL: 'error',
  HILO_SIMULATORS: '',
  HILO_SECRET: 'bench-installation-secret-of-this-machine-only',
}
