/** Names who acts through the command line of the registry itself, in leaves. */
export const OPERATOR = 'operator';
