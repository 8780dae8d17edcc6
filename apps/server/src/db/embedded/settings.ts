type Settings = {
  readonly port: number
  readonly socketFolder: string | undefined
  readonly isDurable: boolean
}

/**
 * The settings of the embedded server, passed on its command line so that they follow the code and not the
 * cluster. They suit a small machine: little memory, few checkpoints, no helper processes that only burn CPU.
 * `isDurable: false` is for tests that throw the data away.
 *
 * The log never quotes a statement, its parameters or a row: they are what contacts wrote.
 */
export function settingsFor({ port, socketFolder, isDurable }: Settings): string[] {
  const durability = isDurable
    ? { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' }
    : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: socketFolder ?? '',
    unix_socket_permissions: '0700',
    // One server of tests is shared by several files at once.
    max_connections: isDurable ? 60 : 200,
    shared_buffers: '128MB',
    io_method: 'sync',
    jit: 'off',
    min_wal_size: '256MB',
    max_wal_size: '1GB',
    checkpoint_timeout: '15min',
    commit_delay: 0,
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_destination: 'stderr',
    logging_collector: 'off',
    log_checkpoints: 'off',
    log_min_error_statement: 'panic',
    log_parameter_max_length: 0,
    log_parameter_max_length_on_error: 0,
    log_error_verbosity: 'terse',
    ...durability,
  }
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}
