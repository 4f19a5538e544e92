/** Why there is no backup, or why nothing was restored: for the person at the terminal, told without a stack. */
export class BackupRefusal extends Error {
  override readonly name = 'BackupRefusal'
}
