/** The provider of identities of the journeys, in a process of its own. */
import { identityProvider } from '#test/identity-provider';

const { IDENTITIES, PORT } = process.env;
await identityProvider(Number(IDENTITIES), [{ client_id: 'alongside', client_secret: 'a secret of the journeys', redirect_uris: [`http://localhost:${PORT}/sign-in/with/clinic/back`] }]);
