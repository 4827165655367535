package main

const scratchVariable = "TMP"
