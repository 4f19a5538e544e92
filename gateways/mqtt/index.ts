export { type MqttGateway, openMqttGateway } from './broker.ts'
