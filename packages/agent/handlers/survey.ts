import { readPortQuestion } from '../survey/port-question.ts';
import { survey } from '../survey/survey.ts';
import type { MakeHandler } from './handler.ts';

export const surveyHandler: MakeHandler<'Survey'> = (context) => (request) =>
  survey(context, { ...request, ports: request.ports.map(readPortQuestion) });
