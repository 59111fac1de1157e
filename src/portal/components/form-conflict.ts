import { ProblemError } from '../../client/index.js';

interface FilledIn<Values> {
  readonly setFieldsValue: (values: Values) => void;
}

/**
 * What is to be told of a form that was not saved. After a lost race `reload` is asked for what is there now, which
 * takes the place of what was filled in: nobody writes over a change that they have not seen.
 */
export async function afterConflict<Values>(
  thrown: unknown,
  form: FilledIn<Values>,
  reload: (() => Promise<Values>) | undefined,
): Promise<unknown> {
  const isLostRace = thrown instanceof ProblemError && thrown.code === 'VERSION_CONFLICT';
  if (!isLostRace || reload === undefined) return thrown;
  try {
    form.setFieldsValue(await reload());
    return thrown;
  } catch (failed) {
    return failed;
  }
}
