// SPDX-License-Identifier: Apache-2.0

// The weights of the scorer of names: bytes that Models/dga/train.py wrote.
#ifndef HINOMI_CNAMEMODEL_H
#define HINOMI_CNAMEMODEL_H

#include <stddef.h>
#include <stdint.h>

const uint8_t *hinomi_name_model(void);
size_t hinomi_name_model_size(void);

#endif
