import type { SubjectRoutes } from '../../app/page.js';

export const recordRoutes: SubjectRoutes = () => [];
