export { type Centre, type CentreOptions, openCentre } from './open-centre.ts'
