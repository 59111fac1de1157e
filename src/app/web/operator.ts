import type { OperatorServices } from '../../api/operator/services.js';
import type { WebAround } from './web-around.js';

export const operatorServices = ({ operators, roster }: WebAround): OperatorServices => ({
  queue: operators,
  watch: (watcher) => operators.watch(watcher),
  roster: {
    get hours() {
      return roster.hours;
    },
    isOpen: () => roster.isOpen(),
    operatorOf: (row) => roster.operatorOf(row),
    load: async () => {
      await roster.load();
      operators.dutyChanged();
    },
  },
});
