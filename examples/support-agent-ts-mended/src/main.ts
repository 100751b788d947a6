// Answers one question from the command line.
import { answer } from './agent.ts';

const customer = { id: 'c-1', name: 'Ines Adler', email: 'ines@example.com', town: 'Larkfield' };
const messages = await answer(customer, process.argv.slice(2).join(' ') || 'Where is my order LC-204411?');
console.log(JSON.stringify(messages.at(-1), undefined, 2));
