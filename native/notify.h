#pragma once

#define NAPI_VERSION 8
#include <node_api.h>

// Adds sendDatagram to the exports of the addon.
napi_value register_notify(napi_env env, napi_value exports);
