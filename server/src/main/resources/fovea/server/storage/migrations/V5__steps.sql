-- What is done to the picture before the network, in order: "rotate:30,noise:20:1".
ALTER TABLE versions ADD COLUMN steps TEXT NOT NULL DEFAULT '';
