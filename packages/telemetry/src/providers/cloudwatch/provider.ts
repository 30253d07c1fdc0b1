export const provider = "cloudwatch";
