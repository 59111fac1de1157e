#pragma once
#include <node_api.h>

// Adds createKernel(memory, portable) to `exports`; src/mixer/kernel.ts is its contract.
napi_value register_kernels(napi_env env, napi_value exports);
