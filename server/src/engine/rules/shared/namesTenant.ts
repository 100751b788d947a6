// Tells names of users, tenants and sessions, and of what they are known by.
const tenant =
  /(?:^|[._])(?:(?:current_?)?user|tenant|org(?:anization)?|account|workspace)(?:_?(?:id|token|key|uuid|email|name))?$|(?:user|tenant|org|account|workspace|session)Id$|(?:^|[._])(?:access_?token|auth_?token|bearer_?token|session_?id|session_?token|user_?email)$/i;

export function namesTenant(name: string): boolean {
  return tenant.test(name);
}
