import type { SubjectRoutes } from '../../app/page.js';

export const adminRoutes: SubjectRoutes = () => [];
