/** By what an endpoint hosts its models, where that is not instances of each one's own. */
export type Hosting =
  | {
      mode: "serverless";
      /** 1024 to 6144 in steps of 1024. */
      memoryMb: number;
      /** Requests at once; SageMaker turns away what is more. */
      maxConcurrency: number;
    }
  /** Requests wait in line, and answers are laid below `output`, s3://bucket/prefix. */
  | { mode: "async"; output: string }
  /** Copies of the model share the endpoint's instances. */
  | {
      mode: "inference-component";
      copies: number;
      /** Of each copy. */
      memoryMb: number;
      /** GPUs of each copy. */
      accelerators: number;
    };

export type Mode = "instances" | Hosting["mode"];

/** `tgi`: Hugging Face Text Generation Inference. `lmi`: DJL Large Model Inference with vLLM. `own`: told nothing but our names. */
export type ContainerKind = "tgi" | "lmi" | "own";

export interface SageMakerModel {
  /** Image in ECR. */
  image: string;
  kind: ContainerKind;
  /** Goes before what the kind of container is told. */
  environment: Readonly<Record<string, string>>;
  instanceType: string;
  instanceCount: number;
  /** Execution role of the container. */
  roleArn: string;
  /** By instances of its own unless told. */
  hosting?: Hosting | undefined;
}
