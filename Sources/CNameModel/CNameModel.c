// SPDX-License-Identifier: Apache-2.0

#include "CNameModel.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const uint8_t model[] = {
#embed "model.bin"
};

const uint8_t *hinomi_name_model(void) { return model; }
size_t hinomi_name_model_size(void) { return sizeof model; }
